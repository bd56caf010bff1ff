package id.kezbek.adapters.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A pool of connections to the SMTP server. The pool closes connections after some idle seconds. */
final class SmtpConnections implements AutoCloseable {

    /**
     * The engine closes a connection after this idle time. Servers close idle connections only after ten seconds or
     * more.
     */
    private static final Duration IDLE_MAX = Duration.ofSeconds(5);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private final JavaMailSenderImpl server;
    private final GatheringSockets sockets = new GatheringSockets();
    private final GenericObjectPool<SmtpConnection> pool;

    /** @param most the maximum number of connections, one for each sender */
    SmtpConnections(JavaMailSenderImpl server, int most) {
        this.server = server;
        createSocketsHere(server.getJavaMailProperties(), "mail.smtp.");
        createSocketsHere(server.getJavaMailProperties(), "mail.smtps.");
        GenericObjectPoolConfig<SmtpConnection> bounds = new GenericObjectPoolConfig<>();
        bounds.setMaxTotal(most);
        bounds.setMaxIdle(most);
        bounds.setMaxWait(WAIT_MAX);
        bounds.setMinEvictableIdleDuration(IDLE_MAX);
        bounds.setTimeBetweenEvictionRuns(LOOK_INTERVAL);
        bounds.setNumTestsPerEvictionRun(-1);
        // Tests each connection at its return, because the pool's {@code invalidateObject} would open another
        // connection at once.
        bounds.setTestOnReturn(true);
        bounds.setJmxEnabled(false);
        this.pool = new GenericObjectPool<>(new Factory(), bounds);
    }

    /**
     * Makes Jakarta Mail create sockets that buffer writes. If the settings contain a socket factory or a proxy,
     * Jakarta Mail uses these instead, and each command is a separate write.
     */
    private void createSocketsHere(Properties properties, String prefix) {
        if (Stream.of("socketFactory", "socketFactory.class", "socks.host")
                .noneMatch(name -> properties.containsKey(prefix + name))) {
            properties.put(prefix + "socketFactory", sockets);
            properties.put(prefix + "socketFactory.fallback", "false");
        }
    }

    /** @throws MessagingException if the server cannot be reached or refuses the log-in */
    SmtpConnection take() throws MessagingException {
        try {
            return pool.borrowObject();
        } catch (MessagingException | RuntimeException known) {
            throw known;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts the connection back into the pool, or closes an unusable connection. */
    void giveBack(SmtpConnection connection) {
        pool.returnObject(connection);
    }

    /** Closes all idle connections. Called after the server has closed an idle connection. */
    void closeIdle() {
        pool.clear();
    }

    @Override
    public void close() {
        pool.close();
    }

    private final class Factory extends BasePooledObjectFactory<SmtpConnection> {

        @Override
        public SmtpConnection create() throws MessagingException {
            Session session = server.getSession();
            String protocol = server.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : server.getProtocol();
            SmtpConnection connection = new SmtpConnection(session, protocol);
            connection.connect(
                    server.getHost(), server.getPort(), orNull(server.getUsername()), orNull(server.getPassword()));
            sockets.takeCreated().ifPresent(connection::gatherIn);
            return connection;
        }

        @Override
        public PooledObject<SmtpConnection> wrap(SmtpConnection connection) {
            return new DefaultPooledObject<>(connection);
        }

        @Override
        public boolean validateObject(PooledObject<SmtpConnection> pooled) {
            return pooled.getObject().isUsable();
        }

        @Override
        public void destroyObject(PooledObject<SmtpConnection> pooled) throws MessagingException {
            pooled.getObject().close();
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
