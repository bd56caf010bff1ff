package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Lets db-scheduler find what people asked for beside what is due: whoever asks writes the run's row in a transaction of their
 * own, on a process that has no scheduler.
 */
final class DueOrRequested extends PostgreSqlJdbcCustomization {

    private final boolean isScheduled;

    /** @param isScheduled false: what is due by itself is left alone */
    DueOrRequested(boolean isScheduled) {
        super(false, false);
        this.isScheduled = isScheduled;
    }

    @Override
    public String createSelectDueQuery(
            String tableName, int limit, String requiredAndCondition, boolean orderByPriority) {
        return "select * from " + tableName + " where picked = ? and (execution_time <= ? and " + isScheduled
                + " or exists (select from shared.job_run r where r.job = task_name and r.state = 'REQUESTED')) "
                + requiredAndCondition + " order by execution_time" + getQueryLimitPart(limit);
    }
}
