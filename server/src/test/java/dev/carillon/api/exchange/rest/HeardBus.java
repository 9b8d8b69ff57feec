package dev.carillon.api.exchange.rest;

import dev.carillon.core.bus.Bus;
import dev.carillon.core.bus.BusListener;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A bus of one node that remembers what was published. */
final class HeardBus implements Bus {
  final List<Publication> published = new ArrayList<>();
  private final LocalBus bus = new LocalBus(1);

  @Override
  public void listen(BusListener listener) {
    bus.listen(listener);
  }

  @Override
  public void publish(Publication publication, boolean logged, Consumer<Receipt> receipt) {
    published.add(publication);
    bus.publish(publication, logged, receipt);
  }

  @Override
  public <T> T quiesced(Supplier<T> section) {
    return bus.quiesced(section);
  }

  @Override
  public Offset head() {
    return bus.head();
  }

  @Override
  public boolean healthy() {
    return bus.healthy();
  }

  @Override
  public void close() {
    bus.close();
  }
}
