package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.NoAnswer;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A member of staff in the console, logged in with an e-mailed code. */
final class ConsoleVisitor implements AutoCloseable {

    private static final String SIGN_IN = "/console/sign-in";
    private static final int SEE_OTHER = 303;
    private static final Duration MAIL_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

    private final String baseUrl;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new HashMap<>();

    private ConsoleVisitor(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    static ConsoleVisitor logIn(String baseUrl, String mailUrl, String email) {
        ConsoleVisitor visitor = new ConsoleVisitor(baseUrl);
        visitor.post(SIGN_IN, Map.of("email", email));
        Matcher token = TOKEN.matcher(visitor.get("/console/sign-in/code").body());
        if (!token.find()) {
            throw new NoAnswer("the console's log-in page has no form");
        }
        String code = code(mailUrl, email);
        visitor.post("/console/sign-in/code", Map.of("code", code, "form_token", token.group(1)));
        return visitor;
    }

    /** Opens a page and follows redirects, because a search with one result redirects to the page of the result. */
    HttpResponse<String> get(String path) {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(URI.create(baseUrl + path)).GET());
        Optional<String> further = page.headers().firstValue("location");
        return page.statusCode() == SEE_OTHER
                        && further.isPresent()
                        && !further.get().startsWith(SIGN_IN)
                ? get(further.get())
                : page;
    }

    private static String code(String mailUrl, String email) {
        long began = System.nanoTime();
        try (HttpCalls sink = new HttpCalls(mailUrl)) {
            while (System.nanoTime() - began < MAIL_WITHIN.toNanos()) {
                List<String> codes = new Mail(sink)
                        .to(email).stream()
                                .flatMap(message -> CODE.matcher(message.text()).results())
                                .map(MatchResult::group)
                                .toList();
                if (!codes.isEmpty()) {
                    return codes.getLast();
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new NoAnswer("no e-mail with a log-in code arrived within " + MAIL_WITHIN);
    }

    private void post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        send(HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
            for (String header : response.headers().allValues("set-cookie")) {
                HttpCookie cookie = HttpCookie.parse(header).getFirst();
                cookies.put(cookie.getName(), cookie.getValue());
            }
            return response;
        } catch (IOException failed) {
            throw new NoAnswer("the console did not answer: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the benchmark was stopped");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
