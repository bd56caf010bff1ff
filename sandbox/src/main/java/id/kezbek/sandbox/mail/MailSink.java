package id.kezbek.sandbox.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** An SMTP server that stores all e-mails, and an HTTP view of them. */
public final class MailSink implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final int ANY_PORT = 0;
    private static final int BACKLOG = 50;
    private static final int VIEW_THREADS = 4;

    private final GreenMail smtp;
    private final Mailbox mailbox;
    private final HttpServer view;
    private final ExecutorService viewThreads;

    /** Starts both servers on free local ports. */
    public static MailSink start() {
        return start(Clock.systemUTC());
    }

    static MailSink start(Clock clock) {
        Mailbox mailbox = new Mailbox();
        GreenMail smtp = new GreenMail(new ServerSetup(ANY_PORT, ADDRESS, ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        smtp.getUserManager()
                .setMessageDeliveryHandler((_, recipient) -> new Letterbox(recipient.getEmail(), mailbox, clock));
        try {
            return new MailSink(smtp, mailbox);
        } catch (IOException e) {
            smtp.stop();
            throw new UncheckedIOException("The mail view cannot be started", e);
        }
    }

    private MailSink(GreenMail smtp, Mailbox mailbox) throws IOException {
        this.smtp = smtp;
        this.mailbox = mailbox;
        this.view = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT), BACKLOG);
        this.viewThreads = Executors.newFixedThreadPool(
                VIEW_THREADS, Thread.ofPlatform().daemon().name("mail-view-", 0).factory());
        view.setExecutor(viewThreads);
        view.createContext("/", new MailView(mailbox));
        view.start();
    }

    /** Registers a listener that gets the recipient of each further message. The servers' threads call the listener. */
    public void onMail(BiConsumer<String, String> mails) {
        mailbox.onMail(mails);
    }

    /** The address of the HTTP view. */
    public URI url() {
        return URI.create("http://" + ADDRESS + ":" + view.getAddress().getPort());
    }

    /** The engine's settings for sending mail to this server. */
    public Map<String, String> engineProperties() {
        return Map.of(
                "spring.mail.host",
                ADDRESS,
                "spring.mail.port",
                Integer.toString(smtp.getSmtp().getPort()));
    }

    @Override
    public void close() {
        view.stop(0);
        viewThreads.shutdownNow();
        smtp.stop();
    }
}
