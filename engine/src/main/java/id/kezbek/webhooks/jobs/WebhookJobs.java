package id.kezbek.webhooks.jobs;

import id.kezbek.facts.FactsSetAside;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.webhooks.delivery.ForgetEvents;
import id.kezbek.webhooks.delivery.QueueDeliveries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs that clean up and repair webhooks. */
@Configuration(proxyBeanMethods = false)
class WebhookJobs {

    @Bean
    Job forgetWebhooksJob(ForgetEvents forgetEvents) {
        return Job.named("forget-webhooks", "Deletes old events of webhooks, with their deliveries and attempts.")
                .cron("0 20 3 * * *")
                .counts("events deleted", forgetEvents::run);
    }

    @Bean
    Job redriveWebhookFactsJob(QueueDeliveries queueDeliveries) {
        return Job.named(
                        "redrive-webhook-facts", "Processes dead letters of the webhook consumer again, at most 5,000.")
                .runs(() -> processed(queueDeliveries.retryFacts()));
    }

    private static JobOutcome processed(FactsSetAside.Retried retried) {
        return retried.taken() + retried.stay() == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Done(retried.taken() + " events processed, " + retried.stay()
                        + " remain dead letters, " + retried.left() + " left for another run");
    }
}
