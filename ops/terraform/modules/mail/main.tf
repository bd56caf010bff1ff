# The sender of e-mails: a domain whose key signs them. E-mails are sent only to servers with TLS.

variable "name" {
  type = string
}

variable "domain" {
  type = string
}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  # SES sends no further e-mails to recipients who complained or do not exist.
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

output "arn" {
  value = aws_sesv2_email_identity.this.arn
}

output "set" {
  value = aws_sesv2_configuration_set.this.configuration_set_name
}

output "set_arn" {
  value = aws_sesv2_configuration_set.this.arn
}

output "records" {
  value = {
    for token in aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens :
    "${token}._domainkey.${var.domain}" => "${token}.dkim.amazonses.com"
  }
}
