package id.kezbek.console.statements;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of statement profiles. */
public sealed interface ProfileView {

    /** @param mayAct whether the user may propose a profile */
    record Listed(List<StatementProfile> items, boolean mayAct) implements ProfileView {}

    /**
     * The form of one profile.
     *
     * @param tryAt the URL of the dry run
     * @param trial the result of the dry run; null before the first dry run
     */
    record Edit(Sheet sheet, String tryAt, StatementProfile.@Nullable Trial trial) implements ProfileView {}
}
