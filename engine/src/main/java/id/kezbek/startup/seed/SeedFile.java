package id.kezbek.startup.seed;

import id.kezbek.partners.Partner;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A seed, read from files below {@code seed/}. The file with the seed's name replaces or extends the settings in {@code
 * settings.json}. Amounts are in rupiah.
 */
record SeedFile(
        List<WalletSeed> wallets,
        List<ProviderSeed> providers,
        List<TierSeed> tiers,
        List<RuleSeed> rules,
        List<PartnerSeed> partners,
        List<StaffSeed> staff) {

    private static final String FOLDER = "seed/";
    private static final String SETTINGS = "settings";
    private static final JsonMapper JSON = JsonMapper.shared();

    record WalletSeed(String code, String name, BigDecimal minimum, BigDecimal maximum) {}

    record ProviderSeed(String code, String name, boolean direct, Map<String, BigDecimal> fees) {}

    record TierSeed(String code, int grade, int lastCount, int lastsDays, Map<Integer, BigDecimal> rewards) {}

    record RuleSeed(
            long id,
            int quantityFrom,
            @Nullable Integer quantityBelow,
            BigDecimal amountFrom,
            @Nullable BigDecimal amountBelow,
            BigDecimal percent,
            BigDecimal cap) {}

    record PartnerSeed(
            String code,
            String company,
            String email,
            String msisdn,
            String officer,
            String address,
            Partner.FundingMode mode,
            BigDecimal balance) {}

    record StaffSeed(String email, String name, Role role) {}

    static SeedFile read(String name) {
        ObjectNode seed = file(SETTINGS);
        seed.setAll(file(name));
        return JSON.treeToValue(seed, SeedFile.class);
    }

    private static ObjectNode file(String name) {
        return JSON.readValue(text(FOLDER + name + ".json"), ObjectNode.class);
    }

    private static String text(String path) {
        try (InputStream in = new ClassPathResource(path).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalArgumentException("cezbek.seed needs " + path + ", which is not in this build", missing);
        }
    }
}
