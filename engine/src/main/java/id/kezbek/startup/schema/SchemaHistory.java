package id.kezbek.startup.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Compares the applied migrations with those of this version. */
final class SchemaHistory {

    private static final MigrationVersion NONE = MigrationVersion.EMPTY;

    private final List<MigrationInfo> migrations;

    SchemaHistory(MigrationInfo... migrations) {
        this.migrations = Arrays.stream(migrations)
                .filter(migration -> migration.getVersion() != null)
                .toList();
    }

    /**
     * Why this version cannot run on the database, in one line with the file's name. A newer schema alone is no
     * problem; see {@link OldestEngine}.
     */
    Optional<String> problem() {
        List<String> problems =
                migrations.stream().map(this::problem).flatMap(Optional::stream).toList();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.getFirst()
                        + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more like this)"));
    }

    private Optional<String> problem(MigrationInfo migration) {
        String file = "the migration " + migration.getScript();
        MigrationState state = migration.getState();
        if (state.isFailed()) {
            return Optional.of(file + " broke off half-way on this database; undo or finish by hand what it left, then"
                    + " run: delete from flyway_schema_history where script = '" + migration.getScript()
                    + "' and not success; and start again");
        }
        return switch (state) {
            case MISSING_SUCCESS ->
                Optional.of(file + " ran on this database and is missing in this version of the"
                        + " engine; put the file back, or start the version that brings it");
            case IGNORED ->
                Optional.of(file + " comes before " + newest(MigrationInfo::isApplied)
                        + ", which this database already has; give it a higher number than every released migration");
            case SUCCESS, OUT_OF_ORDER -> changed(migration, file);
            default -> Optional.empty();
        };
    }

    private static Optional<String> changed(MigrationInfo migration, String file) {
        if (!migration.isChecksumMatching()) {
            return Optional.of(file + " was changed after it ran on this database; put it back as it was released, and"
                    + " what it should do besides into a new migration");
        }
        return Optional.empty();
    }

    /** The files that are still to run. */
    List<String> pending() {
        return scripts(migration -> migration.getState() == MigrationState.PENDING);
    }

    /** The files of a newer version that ran already. */
    List<String> newer() {
        return scripts(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
    }

    private List<String> scripts(Predicate<MigrationInfo> which) {
        return migrations.stream().filter(which).map(MigrationInfo::getScript).toList();
    }

    /** The newest migration that this version of the engine brings. */
    MigrationVersion brought() {
        return newest(migration -> migration.getState().isResolved());
    }

    private MigrationVersion newest(Predicate<MigrationInfo> which) {
        return migrations.stream()
                .filter(which)
                .map(MigrationInfo::getVersion)
                .flatMap(version -> Stream.of(Objects.requireNonNull(version)))
                .max(MigrationVersion::compareTo)
                .orElse(NONE);
    }
}
