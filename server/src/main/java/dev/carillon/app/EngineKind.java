package dev.carillon.app;

import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.Journal;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.ReplicaPorts;
import java.util.concurrent.Executor;

/** How the exchange's engine is opened. */
record EngineKind(EngineAgent.Parts parts, LeadListener listener)
    implements MachineHome.Kind<EngineAgent> {

  @Override
  public EngineAgent alone(MachinePorts<Journal> ports, Executor snapshots) {
    return EngineAgent.recover(ports, MachineSettings.DEFAULT, parts, snapshots);
  }

  @Override
  public EngineAgent shared(ReplicaPorts ports, Executor snapshots) {
    return EngineAgent.join(ports, MachineSettings.DEFAULT, parts, snapshots, listener);
  }
}
