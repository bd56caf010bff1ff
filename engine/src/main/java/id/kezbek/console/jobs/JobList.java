package id.kezbek.console.jobs;

import id.kezbek.console.frame.Filters;
import java.util.List;

/** The page with the list of jobs. */
public record JobList(Filters filters, List<Job> jobs) {

    /** The value of the filter by the last run's state. */
    public static final List<String> FAILED = List.of("true");
}
