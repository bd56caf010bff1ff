package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A simulated browser: it keeps cookies, follows no redirects, and sends forms as our pages do. */
public final class ConsoleCalls implements AutoCloseable {

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

    private final EngineUnderTest engine;
    private final Map<String, String> cookies = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    public ConsoleCalls(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** A new member of staff, logged in. */
    public static ConsoleCalls staff(EngineUnderTest engine, Role role) {
        String email = role.name().toLowerCase(Locale.ROOT) + ".calls" + PEOPLE.incrementAndGet() + "@staff.example";
        engine.get(AddStaff.class).add(email, "Staff of the console", role);
        return new ConsoleCalls(engine).logIn(email);
    }

    /** The first officer of a partner, logged in. */
    public static ConsoleCalls officer(EngineUnderTest engine, String partner) {
        return new ConsoleCalls(engine).logIn(PartnerSamples.email(partner));
    }

    public ConsoleCalls logIn(String email) {
        assertThat(answer(askFor(email)).statusCode()).isEqualTo(303);
        assertThat(cookies).containsKey("__Host-cezbek-session");
        return this;
    }

    /** Requests a code and reads it from the mailbox. */
    public String askFor(String email) {
        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            Mail mail = new Mail(sink);
            int before = codes(mail, email).size();
            assertThat(post("/console/sign-in", Map.of("email", email)).statusCode())
                    .isEqualTo(303);
            Eventually.holds(
                    "the code arrives",
                    Duration.ofSeconds(40),
                    () -> codes(mail, email).size() > before);
            return codes(mail, email).getLast();
        }
    }

    public HttpResponse<String> answer(String code) {
        return post("/console/sign-in/code", Map.of("code", code, "form_token", formToken("/console/sign-in/code")));
    }

    /** Staff get other e-mails too. */
    private static List<String> codes(Mail mail, String email) {
        return mail.to(email).stream()
                .flatMap(message -> CODE.matcher(message.text()).results())
                .map(MatchResult::group)
                .toList();
    }

    /** The form token of a page. */
    public String formToken(String path) {
        Matcher token = TOKEN.matcher(get(path).body());
        assertThat(token.find()).as("a form on " + path).isTrue();
        return token.group(1);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(engine.uri(path)).GET());
    }

    /** Sends a form as our pages do. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        return post(path, form, "sec-fetch-site", "same-origin");
    }

    /** Sends a form with other headers; names and values alternate. */
    public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.uri(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends a form with a file, as a browser without scripts does. */
    public HttpResponse<String> upload(String path, Map<String, String> form, String name, String file) {
        return upload(path, form, name, "file.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> upload(
            String path, Map<String, String> form, String name, String fileName, String type, byte[] file) {
        String mark = "----console";
        StringBuilder head = new StringBuilder();
        form.forEach((field, value) -> head.append(
                "--" + mark + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n"));
        head.append("--" + mark + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: " + type + "\r\n\r\n");
        return send(HttpRequest.newBuilder(engine.uri(path))
                .header("content-type", "multipart/form-data; boundary=" + mark)
                .header("sec-fetch-site", "same-origin")
                .POST(BodyPublishers.ofByteArrays(List.of(
                        head.toString().getBytes(StandardCharsets.UTF_8),
                        file,
                        ("\r\n--" + mark + "--\r\n").getBytes(StandardCharsets.UTF_8)))));
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            for (String header : response.headers().allValues("set-cookie")) {
                HttpCookie cookie = HttpCookie.parse(header).getFirst();
                if (cookie.getValue().isEmpty()) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
            return response;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
