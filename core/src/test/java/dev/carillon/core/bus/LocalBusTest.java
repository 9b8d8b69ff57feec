package dev.carillon.core.bus;

class LocalBusTest extends BusContract {
  @Override
  protected Bus newBus() {
    return new LocalBus(7);
  }

  @Override
  protected void settle(Bus bus) {
    // It hands everything over before publish returns.
  }
}
