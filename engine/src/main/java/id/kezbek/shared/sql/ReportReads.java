package id.kezbek.shared.sql;

import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads that may take long. They use a few separate read-only connections, possibly to a replica, so that they never
 * delay purchases. The reporting module provides the implementation. The modules on which the reporting module depends
 * use this interface.
 */
public interface ReportReads {

    /** Reads everything in one snapshot; see the implementation for limits and exceptions. */
    <T> T snapshot(Function<JdbcClient, T> work);
}
