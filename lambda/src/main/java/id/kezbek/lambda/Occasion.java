package id.kezbek.lambda;

/** The reasons for which Cognito writes to people, with the texts in both languages. */
enum Occasion {
    CONFIRMATION(
            new Wording(
                    "Kode konfirmasi akun Kezbek Anda",
                    "Kode konfirmasi akun Anda adalah {code}.",
                    "Jangan berikan kode ini kepada siapa pun. Abaikan e-mail ini jika Anda tidak memintanya."),
            new Wording(
                    "Your Kezbek account's confirmation code",
                    "The confirmation code of your account is {code}.",
                    "Do not give this code to anybody. If you did not ask for it, ignore this e-mail.")),
    INVITATION(
            new Wording(
                    "Akun Kezbek Anda",
                    "Nama pengguna Anda {user} dan kata sandi sementara Anda {code}",
                    "Gantilah kata sandi ini saat masuk pertama kali, dan jangan berikan kepada siapa pun."),
            new Wording(
                    "Your Kezbek account",
                    "Your user name is {user} and your temporary password is {code}",
                    "Change this password when you first log in, and do not give it to anybody.")),
    FORGOTTEN_PASSWORD(
            new Wording(
                    "Kode untuk mengganti kata sandi Kezbek Anda",
                    "Kode untuk mengganti kata sandi Anda adalah {code}.",
                    "Jangan berikan kode ini kepada siapa pun. Jika Anda tidak memintanya, kata sandi Anda tetap"
                            + " berlaku."),
            new Wording(
                    "Your code to change your Kezbek password",
                    "The code to change your password is {code}.",
                    "Do not give this code to anybody. If you did not ask for it, your password stays as it is.")),
    NEW_ADDRESS(
            new Wording(
                    "Konfirmasikan alamat Anda di Kezbek",
                    "Kode untuk mengonfirmasi alamat atau nomor Anda adalah {code}.",
                    "Jangan berikan kode ini kepada siapa pun. Abaikan e-mail ini jika Anda tidak memintanya."),
            new Wording(
                    "Confirm your address at Kezbek",
                    "The code to confirm your e-mail address or phone number is {code}.",
                    "Do not give this code to anybody. If you did not ask for it, ignore this e-mail.")),
    LOG_IN(
            new Wording(
                    "Kode masuk Kezbek Anda",
                    "Kode masuk Anda adalah {code}.",
                    "Jangan berikan kode ini kepada siapa pun. Jika Anda tidak sedang masuk, ganti kata sandi Anda."),
            new Wording(
                    "Your Kezbek log-in code",
                    "Your log-in code is {code}.",
                    "Do not give this code to anybody. If you are not logging in, change your password."));

    private final Wording indonesian;
    private final Wording english;

    Occasion(Wording indonesian, Wording english) {
        this.indonesian = indonesian;
        this.english = english;
    }

    Wording indonesian() {
        return indonesian;
    }

    Wording english() {
        return english;
    }
}
