package id.kezbek.access.staff;

import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerNews;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * E-mails a partner's officers when an officer is proposed, added or removed, so that the other officers notice every
 * new officer.
 */
@Component
class TellOfficers implements OfficerNews {

    private static final Duration USEFUL_FOR = Duration.ofDays(3);

    private final OrderEmail orderEmail;
    private final PartnerDirectory partners;
    private final Ids ids;
    private final Clock clock;

    TellOfficers(OrderEmail orderEmail, PartnerDirectory partners, Ids ids, Clock clock) {
        this.orderEmail = orderEmail;
        this.partners = partners;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void tell(What what, Officer about, List<Officer> whom) {
        String company = partners.find(about.partner()).map(Partner::company).orElse("");
        Map<String, Object> model = Map.of(
                "company", company,
                "address", Texts.maskedEmail(about.email()),
                "is_proposed", what == What.PROPOSED,
                "is_added", what == What.ADDED,
                "is_removed", what == What.REMOVED);
        for (Officer officer : whom) {
            orderEmail.order(new OrderEmail.Order(
                    ids.next(),
                    TemplateName.OFFICERS_CHANGED.name(),
                    officer.language(),
                    officer.email(),
                    model,
                    Map.of("officer", about.name()),
                    clock.instant().plus(USEFUL_FOR)));
        }
    }
}
