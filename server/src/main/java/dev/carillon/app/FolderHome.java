package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.journal.Journal;
import dev.carillon.journal.Records;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** In a folder: the machine is this node's alone. */
final class FolderHome implements MachineHome {
  private final String name;
  private final EngineFolder folder;
  private final Config config;
  private final InstantSource clock;
  private final MachineCounts counts;
  private final SnapshotThread snapshots;
  private @Nullable FileJournal journal;

  FolderHome(
      String name, EngineFolder folder, Config config, InstantSource clock, MachineCounts counts) {
    this.name = name;
    this.folder = folder;
    this.config = config;
    this.clock = clock;
    this.counts = counts;
    this.snapshots = new SnapshotThread(name);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  /** In a folder of its own that then is moved to its place; what a cut-short try left goes. */
  @Override
  public long begin(Past past) throws IOException {
    if (folder.isUsed(config)) {
      return 0;
    }
    EngineFolder next = folder.next();
    next.delete();
    long commands = past.make(next);
    folder.takeNext();
    return commands;
  }

  @Override
  public <M> M open(Kind<M> kind) throws IOException {
    MachinePorts<Journal> ports =
        new MachinePorts<>(
            name, journal(), folder.openSnapshots(), clock, System::nanoTime, counts);
    return kind.alone(ports, snapshots);
  }

  private FileJournal journal() throws IOException {
    FileJournal opened = journal;
    if (opened == null) {
      opened = folder.openJournal(config);
      journal = opened;
    }
    return opened;
  }

  @Override
  public Records reserve() throws IOException {
    if (!Files.isDirectory(folder.journal())) {
      throw new StartException(
          "There is no journal in " + folder.journal(),
          new NoSuchFileException(folder.journal().toString()));
    }
    return journal();
  }

  @Override
  public void close() {
    snapshots.close();
    if (journal != null) {
      journal.close();
    }
  }
}
