package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * Makes db-scheduler find requested jobs in addition to due jobs. A request only writes a row for the run, in its own
 * transaction, because the requesting process may have no scheduler.
 */
final class DueOrRequested extends PostgreSqlJdbcCustomization {

    private final boolean isScheduled;

    /** @param isScheduled whether to run due jobs too; false to run only requested jobs */
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
