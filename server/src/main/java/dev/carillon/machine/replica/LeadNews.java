package dev.carillon.machine.replica;

/** Tells a listener once when this node begins to lead, and when it ends. The machine's thread. */
final class LeadNews {
  private final LeadListener listener;
  private boolean told;

  LeadNews(LeadListener listener) {
    this.listener = listener;
  }

  /** How it is now. */
  void tell(boolean leads) {
    if (leads == told) {
      return;
    }
    told = leads;
    if (leads) {
      listener.leading();
    } else {
      listener.notLeading();
    }
  }
}
