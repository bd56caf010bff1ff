package id.kezbek.jobs.running;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.settings.LiveSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * All jobs with their current schedules: either the job's default schedule, or the schedule from {@code
 * cezbek.jobs.<name>.…}.
 */
@Component
public class Jobs {

    /** The value instead of a cron expression for a job that runs only on request. */
    static final String NEVER = "-";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int NAME_MAX = 40;

    /** A job with its current schedule. */
    public record Scheduled(Job job, JobSchedule schedule) {

        public String name() {
            return job.name();
        }
    }

    private volatile Map<String, Scheduled> byName;

    Jobs(List<Job> jobs, Environment environment, LiveSettings settings) {
        this.byName = scheduled(jobs, environment);
        settings.follow(names -> {
            Map<String, Scheduled> next = scheduled(jobs, environment);
            return () -> byName = next;
        });
    }

    private static Map<String, Scheduled> scheduled(List<Job> jobs, Environment environment) {
        Map<String, Scheduled> byName = new TreeMap<>();
        jobs.stream().sorted(Comparator.comparing(Job::name)).forEach(job -> {
            requireName(job.name());
            if (byName.put(job.name(), new Scheduled(job, schedule(job, environment))) != null) {
                throw new IllegalStateException("Two jobs have the name " + job.name());
            }
        });
        return byName;
    }

    /** All jobs, ordered by name. */
    public List<Scheduled> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** @throws Refusal NOT_FOUND if the job does not exist */
    public Scheduled require(String name) {
        Scheduled found = byName.get(name);
        if (found == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no job has this name; GET /api/v2/jobs lists the jobs");
        }
        return found;
    }

    private static void requireName(String name) {
        if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
            throw new IllegalStateException("A job's name must consist of lower-case words with hyphens: " + name);
        }
    }

    private static JobSchedule schedule(Job job, Environment environment) {
        String prefix = "cezbek.jobs." + job.name();
        @Nullable String cron = environment.getProperty(prefix + ".cron");
        @Nullable String every = environment.getProperty(prefix + ".every");
        if (cron != null && every != null) {
            throw new IllegalArgumentException(prefix + " has both cron and every; keep one of them");
        }
        try {
            if (cron != null) {
                return cron.strip().equals(NEVER) ? new JobSchedule.OnRequest() : new JobSchedule.Cron(cron.strip());
            }
            return every == null ? job.schedule() : new JobSchedule.Every(duration(every));
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    prefix + (cron == null ? ".every" : ".cron") + " is invalid: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static Duration duration(String text) {
        try {
            return DurationStyle.detectAndParse(text.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; expected for example 5m or PT5M", unreadable);
        }
    }
}
