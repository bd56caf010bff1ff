package id.kezbek.trials.bench.road.doubles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The SMTP server side of a connection: accepts each e-mail and drops it. A connection may have any number of e-mails.
 * The responses to commands that arrive together are sent together, as RFC 2920 recommends.
 */
final class MailTalk implements Talk {

    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = line("250 OK");

    private final PaidBook book;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);
    private final ByteBuffer answers = ByteBuffer.allocate(1024);
    /** The last received bytes of the message, because the end mark may arrive in parts. */
    private final byte[] tail = new byte[END.length];

    private boolean inMessage;

    MailTalk(PaidBook book) {
        this.book = book;
    }

    static void greet(SocketChannel channel) throws IOException {
        Talk.write(channel, ByteBuffer.wrap(line("220 double ESMTP")));
    }

    @Override
    public boolean goOn(SocketChannel channel) throws IOException {
        if (channel.read(received) < 0) {
            return false;
        }
        received.flip();
        boolean open = true;
        while (open && received.hasRemaining()) {
            if (inMessage) {
                takeMessage();
            } else {
                int end = lineEnd();
                if (end < 0) {
                    break;
                }
                open = answer(end);
            }
            if (answers.position() > answers.capacity() / 2) {
                sendAnswers(channel);
            }
        }
        received.compact();
        sendAnswers(channel);
        return open;
    }

    private void sendAnswers(SocketChannel channel) throws IOException {
        answers.flip();
        Talk.write(channel, answers);
        answers.clear();
    }

    /** The sender waits for a response after each message, so nothing follows the end of the message. */
    private void takeMessage() {
        while (received.hasRemaining()) {
            int last = Math.min(received.remaining(), END.length);
            received.position(received.limit() - last);
            System.arraycopy(tail, last, tail, 0, END.length - last);
            received.get(tail, END.length - last, last);
        }
        if (Arrays.equals(tail, END)) {
            inMessage = false;
            book.mail();
            answers.put(OK);
        }
    }

    private int lineEnd() {
        for (int at = received.position(); at < received.limit(); at++) {
            if (received.get(at) == '\n') {
                return at;
            }
        }
        return -1;
    }

    private boolean answer(int lineEnd) {
        int first = received.get(received.position()) & ~0x20;
        received.position(lineEnd + 1);
        byte[] answer = switch (first) {
            // EHLO, and HELO with the same response.
            case 'E', 'H' -> line("250-double\r\n250-PIPELINING\r\n250 8BITMIME");
            case 'D' -> line("354 Go on");
            case 'Q' -> line("221 Bye");
            // MAIL, NOOP; RCPT, RSET.
            case 'M', 'N', 'R' -> OK;
            default -> {
                book.notUnderstood();
                yield line("502 Not here");
            }
        };
        inMessage = first == 'D';
        if (inMessage) {
            System.arraycopy(END, 0, tail, 0, 2);
            Arrays.fill(tail, 2, END.length, (byte) 0);
        }
        answers.put(answer);
        return first != 'Q';
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
