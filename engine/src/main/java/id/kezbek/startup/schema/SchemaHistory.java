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

/** Compares the applied migrations with the migrations of this version. */
final class SchemaHistory {

    private static final MigrationVersion NONE = MigrationVersion.EMPTY;

    private final List<MigrationInfo> migrations;

    SchemaHistory(MigrationInfo... migrations) {
        this.migrations = Arrays.stream(migrations)
                .filter(migration -> migration.getVersion() != null)
                .toList();
    }

    /**
     * The reason why this version cannot run on the database, in one line with the migration's file name. A newer
     * schema alone is not a problem; see {@link OldestEngine}.
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
            return Optional.of(file + " failed half-way on this database; manually undo or complete its changes, then"
                    + " run: delete from flyway_schema_history where script = '" + migration.getScript()
                    + "' and not success; and start again");
        }
        return switch (state) {
            case MISSING_SUCCESS ->
                Optional.of(file + " ran on this database but is missing in this version of the"
                        + " engine; restore the file, or start the version that has it");
            case IGNORED ->
                Optional.of(file + " comes before " + newest(MigrationInfo::isApplied)
                        + ", which this database already has; give it a higher number than every released migration");
            case SUCCESS, OUT_OF_ORDER -> changed(migration, file);
            default -> Optional.empty();
        };
    }

    private static Optional<String> changed(MigrationInfo migration, String file) {
        if (!migration.isChecksumMatching()) {
            return Optional.of(
                    file + " was changed after it ran on this database; restore the file as it was released, and"
                            + " put further changes into a new migration");
        }
        return Optional.empty();
    }

    /** The migrations that have not run yet. */
    List<String> pending() {
        return scripts(migration -> migration.getState() == MigrationState.PENDING);
    }

    /** The migrations of a newer version that have already run. */
    List<String> newer() {
        return scripts(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
    }

    private List<String> scripts(Predicate<MigrationInfo> which) {
        return migrations.stream().filter(which).map(MigrationInfo::getScript).toList();
    }

    /** The newest migration in this version of the engine. */
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
