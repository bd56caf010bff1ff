package id.kezbek.access.people;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Runs before the startup tasks that add people. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AdoptPeopleAtStart implements ApplicationRunner {

    private final AdoptPeople people;

    AdoptPeopleAtStart(AdoptPeople people) {
        this.people = people;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        people.adopt();
    }
}
