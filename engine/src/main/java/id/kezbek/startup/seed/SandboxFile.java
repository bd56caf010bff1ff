package id.kezbek.startup.seed;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code sandbox.json}: log-ins and addresses for people and tools that use this installation. Only the file's
 * owner can read the file.
 */
record SandboxFile(
        @JsonProperty("base_url") String baseUrl,
        @JsonProperty("try_it_url") String tryItUrl,
        @JsonProperty("mail_url") String mailUrl,
        @JsonProperty("providers_url") String providersUrl,
        List<StaffLogIn> staff,
        List<PartnerLogIn> partners) {

    record StaffLogIn(String email, String role, String token) {

        @Override
        public String toString() {
            return "StaffLogIn[hidden]";
        }
    }

    record PartnerLogIn(
            String code,
            @JsonProperty("api_key") String apiKey,
            @JsonProperty("api_secret") String apiSecret,
            @JsonProperty("officer_email") String officerEmail) {

        @Override
        public String toString() {
            return "PartnerLogIn[hidden]";
        }
    }

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The file of an earlier start; empty if no readable file exists. */
    static Optional<SandboxFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), SandboxFile.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    Optional<Credential> credentialOf(String code) {
        return partners.stream()
                .filter(partner -> partner.code().equals(code))
                .map(partner -> new Credential(partner.apiKey(), partner.apiSecret()))
                .findFirst();
    }

    /** Writes the file completely or not at all. Other users can never read the file, not even during writing. */
    void write(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(beside, JSON.writeValueAsString(this));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
