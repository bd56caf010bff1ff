package id.kezbek.access;

import id.kezbek.adapters.aws.CognitoUnderTest;
import java.io.IOException;
import java.nio.file.Path;

/** A user pool of Cognito or its stand-in, and the address of its published keys. */
public record UserPoolUnderTest(CognitoUnderTest cognito, PublishedKeys keys) implements AutoCloseable {

    /** @param folder for the files of the stand-in */
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
