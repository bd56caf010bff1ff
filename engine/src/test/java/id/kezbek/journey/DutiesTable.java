package id.kezbek.journey;

import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import java.util.Arrays;

/** The section about duties in docs/authorization.md. */
final class DutiesTable {

    private DutiesTable() {}

    static String section() {
        Duty[] duties = Duty.values();
        StringBuilder section = new StringBuilder("""

                ## Duties that exclude one another

                These rules apply to all roles, including ADMIN. A cell names the object for which no person may have
                both duties. If the cell is empty, one person may have both duties. [ADR 49](adr/0049-duties.md) gives the
                reasons.

                """);
        section.append("| |");
        Arrays.stream(duties).forEach(duty -> section.append(' ').append(duty).append(" |"));
        section.append("\n|---|").append("---|".repeat(duties.length)).append('\n');
        for (Duty one : duties) {
            section.append("| ").append(one).append(" |");
            for (Duty other : duties) {
                section.append(Duties.exclusion(one, other)
                        .map(exclusion -> " " + exclusion.over().words() + " |")
                        .orElse(" |"));
            }
            section.append('\n');
        }
        section.append("\n| duty | who |\n|---|---|\n");
        Arrays.stream(duties).forEach(duty -> section.append("| %s | %s |%n".formatted(duty, duty.words())));
        return section.toString();
    }
}
