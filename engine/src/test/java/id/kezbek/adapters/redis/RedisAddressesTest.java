package id.kezbek.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.startup.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class RedisAddressesTest {

    private static final String NODES = "spring.data.redis.cluster.nodes";
    private static final String URL = "spring.data.redis.url";

    @ParameterizedTest
    @ValueSource(strings = {"one:6379,two", "one:6379,two:", "one:6379,two:0", "one:6379,:6379", "one:6379,two:redis"})
    void namesInvalidNodeByPosition(String nodes) {
        assertThatThrownBy(() -> look(NODES, nodes))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith(NODES + ": entry 2 is not host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hush@host:6379", "redis://", "host:6379", "redis://me:hush hush@host"})
    void refusesInvalidUrlWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> look(URL, url))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith(URL + " is not a Redis URL")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("hush"));
    }

    @Test
    void goodOnesPass() {
        assertThatCode(() -> {
                    look(NODES, "redis-1:6379,10.0.0.2:6379");
                    look(URL, "rediss://engine:hush@redis.example:6380/0");
                    look(URL, "redis://redis.example");
                    look(URL, "");
                })
                .doesNotThrowAnyException();
    }

    private static void look(String name, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty(name, value);
        new RedisAddresses().postProcessEnvironment(environment, new SpringApplication());
    }
}
