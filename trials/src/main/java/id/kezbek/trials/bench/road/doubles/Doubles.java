package id.kezbek.trials.bench.road.doubles;

import id.kezbek.trials.bench.road.Counts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Lightweight doubles of the five providers and of a mail server. The doubles need a few microseconds per request; the
 * sandbox's providers would need as much processor time as the engine. The doubles run as a separate process with one
 * thread for all connections. The process prints its two ports and then responds to commands from standard input:
 * {@code counts} with a line of {@link Counts}, {@code seen} with the times of the timed payouts.
 */
public final class Doubles implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private final PaidBook book = new PaidBook();
    private final Selector selector;
    private final ServerSocketChannel providers;
    private final ServerSocketChannel mail;

    private Doubles() throws IOException {
        selector = Selector.open();
        providers = listen();
        mail = listen();
    }

    /** Listens on two free local ports and responds in a separate thread. */
    static Doubles start() throws IOException {
        Doubles doubles = new Doubles();
        Thread.ofPlatform().daemon().name("doubles").start(doubles::serve);
        return doubles;
    }

    /** Starts the doubles; there are no arguments. */
    public static void main(String[] arguments) throws IOException {
        try (Doubles doubles = start()) {
            PrintStream out = System.out;
            say(out, doubles.providersPort() + " " + doubles.mailPort());
            BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            // Standard input is closed when the parent process ends. Then this process ends too.
            for (String line = asked.readLine(); line != null; line = asked.readLine()) {
                say(
                        out,
                        switch (line) {
                            case "counts" -> doubles.book.counts().line();
                            case "seen" -> doubles.book.takeSeen().text();
                            default -> throw new IllegalArgumentException("Unknown command: " + line);
                        });
            }
        }
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    PaidBook book() {
        return book;
    }

    int providersPort() throws IOException {
        return port(providers);
    }

    int mailPort() throws IOException {
        return port(mail);
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        return server;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (!((Talk) key.attachment()).goOn((SocketChannel) key.channel())) {
                key.channel().close();
            }
        } catch (IOException | RuntimeException broken) {
            book.notUnderstood();
            System.err.println(broken);
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException already) {
            System.err.println(already);
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Talk talk = server.equals(mail) ? new MailTalk(book) : new ProviderTalk(book);
        if (server.equals(mail)) {
            MailTalk.greet(channel);
        }
        channel.register(selector, SelectionKey.OP_READ, talk);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        providers.close();
        mail.close();
    }
}
