package id.kezbek.startup.seed;

import id.kezbek.access.AddStaff;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.billing.ChangeFundingTerms;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.Credential;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.IssueCredential;
import id.kezbek.partners.Logo;
import id.kezbek.partners.NewPartner;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.springframework.stereotype.Component;

/** Creates the seed's partners and staff, each at most once. */
@Component
class PartnersSeed {

    private static final String BANK_REFERENCE = "SEED";
    private static final int LOGO_SIDE = 128;

    private final OnboardPartner onboardPartner;
    private final ChangeFundingTerms changeFundingTerms;
    private final IssueCredential issueCredential;
    private final CredentialDirectory credentials;
    private final PartnerDirectory partners;
    private final RecordTopUp recordTopUp;
    private final AddStaff addStaff;

    PartnersSeed(
            OnboardPartner onboardPartner,
            ChangeFundingTerms changeFundingTerms,
            IssueCredential issueCredential,
            CredentialDirectory credentials,
            PartnerDirectory partners,
            RecordTopUp recordTopUp,
            AddStaff addStaff) {
        this.onboardPartner = onboardPartner;
        this.changeFundingTerms = changeFundingTerms;
        this.issueCredential = issueCredential;
        this.credentials = credentials;
        this.partners = partners;
        this.recordTopUp = recordTopUp;
        this.addStaff = addStaff;
    }

    void addStaff(SeedFile.StaffSeed staff) {
        addStaff.add(staff.email(), staff.name(), staff.role());
    }

    /**
     * Adds a partner if the partner does not exist yet.
     *
     * @param known the credential that an earlier start stored, if any
     * @return a credential that is now valid
     */
    Credential bringIn(SeedFile.PartnerSeed seed, Optional<Credential> known) {
        Optional<Partner> there = partners.find(seed.code());
        if (there.isPresent()) {
            return known.filter(credential -> isOf(credential, there.get().id()))
                    .orElseGet(() -> issueCredential.issue(there.get().id(), AuditEntry.SYSTEM));
        }
        Onboarded onboarded = onboardPartner.onboard(newPartner(seed), AuditEntry.SYSTEM);
        PartnerId id = onboarded.partner().id();
        switch (seed.mode()) {
            case POSTPAID -> changeFundingTerms.postpaid(id, Optional.empty(), AuditEntry.SYSTEM);
            case PREPAID ->
                recordTopUp.record(new TopUp(
                        onboarded.partner(),
                        Money.rupiah(seed.balance()),
                        BANK_REFERENCE + "-" + seed.code(),
                        BANK_REFERENCE,
                        "seed"));
        }
        return onboarded.credential();
    }

    private boolean isOf(Credential credential, PartnerId partner) {
        return credentials
                .find(credential.apiKey())
                .filter(signing -> signing.id().equals(partner))
                .isPresent();
    }

    private static NewPartner newPartner(SeedFile.PartnerSeed seed) {
        return switch (Logo.read(logo(seed.code()))) {
            case Logo.Reading.Accepted accepted ->
                new NewPartner(
                        seed.company(),
                        seed.code(),
                        seed.email(),
                        Msisdn.parse(seed.msisdn())
                                .orElseThrow(() -> new IllegalStateException(
                                        "The seed's MSISDN of partner " + seed.code() + " " + Msisdn.expected())),
                        seed.officer(),
                        seed.address(),
                        accepted.logo());
            case Logo.Reading.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    /** A logo: a square in a colour that depends on the partner. */
    private static byte[] logo(String code) {
        BufferedImage image = new BufferedImage(LOGO_SIDE, LOGO_SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(code.hashCode() & 0xFFFFFF));
        graphics.fillRect(0, 0, LOGO_SIDE, LOGO_SIDE);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return out.toByteArray();
    }
}
