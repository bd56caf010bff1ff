package id.kezbek.trials.bench.road.doubles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The server side of a connection to a double. */
interface Talk {

    /**
     * Reads the available bytes and responds.
     *
     * @return false if the connection has ended
     */
    boolean goOn(SocketChannel channel) throws IOException;

    /** Writes the whole response at once, because it is shorter than the socket's buffer. */
    static void write(SocketChannel channel, ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            channel.write(answer);
        }
    }
}
