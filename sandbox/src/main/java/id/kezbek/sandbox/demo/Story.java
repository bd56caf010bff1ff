package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.run.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The main job, told step by step: what is called, what comes back, where to look. */
public final class Story {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private Story() {}

    /** Plays the story on the console; true when every step came out as told. */
    public static boolean play(Installation installation) {
        return play(installation, System.out);
    }

    static boolean play(Installation installation, PrintStream out) {
        URI ping = URI.create(installation.baseUrl() + "/api/ping");
        out.println("GET " + ping);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(ping).timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
            out.println("  " + answer.statusCode() + " " + answer.body());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            out.println("  no answer: " + e.getMessage());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
