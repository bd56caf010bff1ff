package id.kezbek.administration.web;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import id.kezbek.jobs.Place;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Measures the resource use and the requests of this process. */
@Component
@ConditionalOnRole(ProcessRole.API)
class ProcessFigures {

    private final Place place;
    private final HikariDataSource database;
    private final CallRates callRates;
    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    ProcessFigures(Place place, HikariDataSource database, CallRates callRates) {
        this.place = place;
        this.database = database;
        this.callRates = callRates;
    }

    Figures.Process now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Figures.Process(
                place.text(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                        .toSeconds(),
                share(machine.getProcessCpuLoad()),
                share(machine.getCpuLoad()),
                machine.getAvailableProcessors(),
                new Figures.Memory(heap.getUsed(), heap.getMax()),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                connections(),
                requests());
    }

    private Figures.Connections connections() {
        HikariPoolMXBean pool = database.getHikariPoolMXBean();
        return pool == null
                ? new Figures.Connections(0, database.getMaximumPoolSize(), 0)
                : new Figures.Connections(
                        pool.getActiveConnections(),
                        database.getMaximumPoolSize(),
                        pool.getThreadsAwaitingConnection());
    }

    private Figures.Requests requests() {
        List<Figures.Call> calls = callRates.lastMinute().stream()
                .map(rate -> new Figures.Call(
                        rate.call(), rate.perSecond(), rate.errorsPerSecond(), rate.p50(), rate.p99(), rate.total()))
                .toList();
        return new Figures.Requests(
                calls.stream().mapToDouble(Figures.Call::perSecond).sum(),
                calls.stream().mapToDouble(Figures.Call::errorsPerSecond).sum(),
                calls);
    }

    /** Limits a load to a share from 0 to 1, because the JVM returns a negative number for an unknown load. */
    private static double share(double load) {
        return Double.isNaN(load) ? 0 : Math.clamp(load, 0, 1);
    }
}
