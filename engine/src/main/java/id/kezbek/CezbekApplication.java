package id.kezbek;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class CezbekApplication {

    public static void main(String[] args) {
        SpringApplication.run(CezbekApplication.class, args);
    }
}
