package id.kezbek.access;

import id.kezbek.adapters.aws.CognitoUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/** A user pool of Cognito's, or of what plays it, and a place where its keys are published. */
public record UserPoolUnderTest(CognitoUnderTest cognito, PublishedKeys keys) implements AutoCloseable {

    /** @param folder for what the stand-in writes */
    public static UserPoolUnderTest start(Path folder) throws IOException {
        CognitoUnderTest cognito = CognitoUnderTest.start(folder);
        return new UserPoolUnderTest(cognito, new PublishedKeys(cognito.keys()));
    }

    public UserPool pool() {
        return cognito.pool();
    }

    @Override
    public void close() {
        cognito.close();
        keys.close();
    }
}
