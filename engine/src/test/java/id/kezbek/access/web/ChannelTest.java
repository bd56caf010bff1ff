package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/authorization/client,B2BCLIENT",
        "/api/v1/cashbacks,B2BCLIENT",
        "/api/v1/cashbacks/628118770510,B2BCLIENT",
        "/api/partner/v1/transactions,EBIZKEZBEK",
        "/api/partner/v1/transactions/7,EBIZKEZBEK",
        "/api/v1/partners,",
        "/api/v1/authorization/b2b,",
        "/api/ping,",
        "/api/v1/cashbacksomething,",
    })
    void isDemandedOnThePathsOfTheContract(String path, Channel channel) {
        assertThat(Channel.of(path).orElse(null)).isEqualTo(channel);
    }
}
