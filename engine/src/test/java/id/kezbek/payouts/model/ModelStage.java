package id.kezbek.payouts.model;

import id.kezbek.payouts.PayoutsStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The set-up of tests of one engine with the model's providers. */
abstract class ModelStage {

    @Autowired
    ApplicationContext context;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    ModelEngine engine;

    @BeforeEach
    void open() {
        stage.clear();
        ModelEngine.furnish(context);
        engine = new ModelEngine(context);
    }

    @AfterEach
    void close() {
        engine.close();
        stage.clear();
    }
}
