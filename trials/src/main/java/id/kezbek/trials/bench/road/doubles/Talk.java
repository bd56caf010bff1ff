package id.kezbek.trials.bench.road.doubles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One side of a connection to a double. */
interface Talk {

    /**
     * Takes what has arrived and answers.
     *
     * @return false where the connection is over
     */
    boolean goOn(SocketChannel channel) throws IOException;

    /** All of it: an answer is shorter than the socket's buffer. */
    static void write(SocketChannel channel, ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            channel.write(answer);
        }
    }
}
