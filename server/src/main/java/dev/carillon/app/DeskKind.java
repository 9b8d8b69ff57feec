package dev.carillon.app;

import dev.carillon.deskengine.DeskAgent;
import dev.carillon.journal.Journal;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.ReplicaPorts;
import java.util.concurrent.Executor;

/** How the FX desk is opened. */
record DeskKind(DeskAgent.Parts parts, LeadListener listener)
    implements MachineHome.Kind<DeskAgent> {

  @Override
  public DeskAgent alone(MachinePorts<Journal> ports, Executor snapshots) {
    return DeskAgent.recover(ports, MachineSettings.DEFAULT, parts, snapshots);
  }

  @Override
  public DeskAgent shared(ReplicaPorts ports, Executor snapshots) {
    return DeskAgent.join(ports, MachineSettings.DEFAULT, parts, snapshots, listener);
  }
}
