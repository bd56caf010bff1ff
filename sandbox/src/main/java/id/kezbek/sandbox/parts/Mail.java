package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.mail.MailSink;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The mail sink as a part. Its properties are available only after its start, because it chooses its ports during the
 * start.
 */
final class Mail implements Part {

    private final Late<MailSink> sink = new Late<>("mail");

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void start() throws Exception {
        sink.start(MailSink::start);
    }

    URI url() {
        return sink.server().url();
    }

    void onMail(BiConsumer<String, String> mails) {
        sink.server().onMail(mails);
    }

    @Override
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new LinkedHashMap<>(sink.server().engineProperties());
        properties.put("cezbek.sandbox.mail-url", url().toString());
        return properties;
    }

    @Override
    public void close() {
        if (sink.isStarted()) {
            sink.server().close();
        }
        sink.abandon();
    }
}
