package id.kezbek.console.statements;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of statement profiles. */
public sealed interface ProfileView {

    /** @param mayAct whether the reader may propose one */
    record Listed(List<StatementProfile> items, boolean mayAct) implements ProfileView {}

    /**
     * The form.
     *
     * @param tryAt where the sample is tried
     * @param trial what the sample gave; null if none was tried
     */
    record Edit(Sheet sheet, String tryAt, StatementProfile.@Nullable Trial trial) implements ProfileView {}
}
