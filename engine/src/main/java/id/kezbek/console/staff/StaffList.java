package id.kezbek.console.staff;

import id.kezbek.console.frame.Filters;
import java.util.List;

/**
 * The members of staff.
 *
 * @param mayChange whether the reader may propose changes
 */
public record StaffList(Filters filters, List<Member> members, boolean mayChange) {}
