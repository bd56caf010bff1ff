package id.kezbek.console.docs;

import id.kezbek.console.frame.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The documents that the engine serves, in the order of the menu. The project has more documents, but the engine does
 * not serve them.
 */
enum Document {
    PARTNER_GUIDE(Audience.ANYONE),
    API_V2(Audience.ANYONE),
    REFUNDS(Audience.ANYONE),
    WEBHOOKS(Audience.ANYONE),
    ACCESS(Audience.SIGNED_IN),
    GLOSSARY(Audience.SIGNED_IN),
    CONSOLE(Audience.SIGNED_IN),
    EMAILS(Audience.SIGNED_IN),
    TEMPLATES(Audience.SIGNED_IN),
    PAYOUTS(Audience.SIGNED_IN),
    FUNDING(Audience.SIGNED_IN),
    APPROVALS(Audience.STAFF),
    AUTHORIZATION(Audience.STAFF),
    PARTNERS(Audience.STAFF),
    RULES_AND_FEES(Audience.STAFF),
    LOYALTY(Audience.STAFF),
    FINANCE(Audience.STAFF),
    FIGURES(Audience.STAFF),
    LEDGER(Audience.STAFF),
    PROVIDERS(Audience.STAFF),
    OPERATIONS(Audience.STAFF),
    PRIVACY(Audience.STAFF);

    /**
     * The readers of a document. Staff may read all documents. Officers may read all documents except those for staff.
     */
    enum Audience {
        /** Everyone, also without a log-in: partners' developers have no log-in. */
        ANYONE,
        SIGNED_IN,
        STAFF;

        boolean includes(Screen screen) {
            return switch (this) {
                case ANYONE -> true;
                case SIGNED_IN -> screen.isSignedIn();
                case STAFF -> screen.isSignedIn() && screen.role().isStaff();
            };
        }
    }

    private final Audience audience;

    Document(Audience audience) {
        this.audience = audience;
    }

    Audience audience() {
        return audience;
    }

    /** The document's file name without its extension. The URL of the page has the same name. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<Document> of(Audience audience) {
        return Arrays.stream(values())
                .filter(document -> document.audience == audience)
                .toList();
    }

    static Optional<Document> find(String code) {
        return Arrays.stream(values())
                .filter(document -> document.code().equals(code))
                .findFirst();
    }

    /**
     * Whether this document may link to the other document. Its readers must be able to open the other document, at
     * least after a log-in.
     */
    boolean linksTo(Document other) {
        return other.audience.compareTo(Audience.SIGNED_IN) <= 0 || other.audience.compareTo(audience) <= 0;
    }
}
