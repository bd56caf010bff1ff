package id.kezbek.trials.torture.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's processes on one database, with the same number of processes for each role. */
public final class Fleet implements AutoCloseable {

    private final List<EngineMember> members;

    public Fleet(EngineMember.Setting setting, int pairs) {
        List<EngineMember> all = new ArrayList<>();
        for (int number = 1; number <= pairs; number++) {
            all.add(new EngineMember(setting, "api", number));
            all.add(new EngineMember(setting, "job", number));
        }
        this.members = List.copyOf(all);
    }

    public List<EngineMember> members() {
        return members;
    }

    public List<EngineMember> apis() {
        return members.stream().filter(EngineMember::isApi).toList();
    }

    public EngineMember named(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no process " + name));
    }

    public void start() throws IOException {
        for (EngineMember member : members) {
            member.start();
        }
        members.forEach(EngineMember::awaitReady);
    }

    /** A process that has ended; empty if all processes are running. */
    public Optional<EngineMember> fallen() {
        return members.stream().filter(member -> !member.isAlive()).findFirst();
    }

    @Override
    public void close() {
        // Stops the processes concurrently, because each process has time for a clean stop.
        members.parallelStream().forEach(EngineMember::close);
    }
}
