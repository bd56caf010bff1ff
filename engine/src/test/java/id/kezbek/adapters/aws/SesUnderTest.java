package id.kezbek.adapters.aws;

import id.kezbek.testing.NodeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A simulator of SES, with the e-mails sent through it. */
public final class SesUnderTest implements AutoCloseable {

    /** SES's answer if the account may send. */
    private static final String ACCOUNT = """
            {"DedicatedIpAutoWarmupEnabled": false, "EnforcementStatus": "HEALTHY", "ProductionAccessEnabled": true,
             "SendingEnabled": true, "SuppressionAttributes": {"SuppressedReasons": []},
             "SendQuota": {"Max24HourSend": 50000, "MaxSendRate": 14, "SentLast24Hours": 0},
             "Details": {"AdditionalContactEmailAddresses": [], "ContactLanguage": "EN", "MailType": "TRANSACTIONAL",
              "ReviewDetails": {"CaseId": "1", "Status": "GRANTED"}, "UseCaseDescription": "", "WebsiteURL": ""}}""";

    private final NodeServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private SesUnderTest(NodeServer server) {
        this.server = server;
    }

    /**
     * @param folder for the simulator's files
     */
    public static SesUnderTest start(Path folder) {
        return new SesUnderTest(NodeServer.start(
                folder,
                "aws-ses-v2-local/dist/cli.js",
                List.of("--host", "127.0.0.1", "--port", "{port}"),
                Map.of("AWS_SES_ACCOUNT", ACCOUNT)));
    }

    public URI uri() {
        return server.uri("");
    }

    /** The texts of the e-mails to an address, in order of sending. */
    public List<String> textsTo(String address) {
        try {
            return JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(server.uri("/store")).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("emails")
                    .valueStream()
                    .filter(mail -> mail.at("/destination/to/0").stringValue("").equals(address))
                    .map(mail -> mail.at("/body/text").stringValue(""))
                    .toList();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
