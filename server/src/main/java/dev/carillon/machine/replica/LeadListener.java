package dev.carillon.machine.replica;

/**
 * Hears whether this node leads, for what only one node may do. On the machine's thread; must not
 * block.
 */
public interface LeadListener {

  /** Nobody needs to know. */
  LeadListener NONE =
      new LeadListener() {
        @Override
        public void leading() {}

        @Override
        public void notLeading() {}
      };

  /** This node leads from now on, until {@link #notLeading}. */
  void leading();

  /** This node leads no more. It may already have been so for some seconds. */
  void notLeading();
}
