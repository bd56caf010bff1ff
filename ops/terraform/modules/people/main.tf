# People's accounts in Cognito; docs/aws.md lists the requirements of the pool. Only the engine creates accounts; one function
# handles all triggers of the pool.

variable "name" {
  type = string
}

variable "key_arn" {
  type = string
}

variable "triggers_jar" {
  type = string
}

variable "sign_up_keys" {
  type      = string
  sensitive = true
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_group" "triggers" {
  name              = "/aws/lambda/${var.name}-triggers"
  retention_in_days = 365
  kms_key_id        = var.key_arn
}

# The triggers call no other system, so their only right is to write their log.
data "aws_iam_policy_document" "triggers" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.triggers.arn}:*"]
  }

  statement {
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "triggers" {
  name               = "${var.name}-triggers"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "triggers" {
  name   = "log"
  role   = aws_iam_role.triggers.id
  policy = data.aws_iam_policy_document.triggers.json
}

resource "aws_lambda_function" "triggers" {
  function_name    = "${var.name}-triggers"
  description      = "What Cognito asks while people of the engine sign up and log in"
  role             = aws_iam_role.triggers.arn
  runtime          = "java25"
  architectures    = ["arm64"]
  handler          = "id.kezbek.lambda.CognitoTriggers::handleRequest"
  filename         = var.triggers_jar
  source_code_hash = filebase64sha256(var.triggers_jar)
  memory_size      = 512
  timeout          = 5
  kms_key_arn      = var.key_arn
  # This limit ensures that very many log-ins do not block other functions of the account.
  reserved_concurrent_executions = 20

  environment {
    variables = {
      CEZBEK_SIGN_UP_KEYS = var.sign_up_keys
    }
  }

  tracing_config {
    mode = "Active"
  }

  depends_on = [aws_cloudwatch_log_group.triggers, aws_iam_role_policy.triggers]
}

resource "aws_lambda_permission" "pool" {
  statement_id  = "cognito"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.triggers.function_name
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.this.arn
}

resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  auto_verified_attributes = ["email"]
  deletion_protection      = "ACTIVE"
  user_pool_tier           = "ESSENTIALS"

  username_configuration {
    case_sensitive = false
  }

  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  password_policy {
    minimum_length                   = 16
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = true
    temporary_password_validity_days = 1
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }

  schema {
    name                = "role"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      min_length = 1
      max_length = 20
    }
  }

  schema {
    name                = "partner"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      min_length = 1
      max_length = 10
    }
  }

  lambda_config {
    pre_sign_up       = aws_lambda_function.triggers.arn
    post_confirmation = aws_lambda_function.triggers.arn
    custom_message    = aws_lambda_function.triggers.arn

    # With version V2_0, the function can change access tokens: it removes the scope with which people can delete their own users.
    pre_token_generation_config {
      lambda_arn     = aws_lambda_function.triggers.arn
      lambda_version = "V2_0"
    }
  }
}

resource "aws_cognito_user_pool_client" "engine" {
  name                          = "engine"
  user_pool_id                  = aws_cognito_user_pool.this.id
  generate_secret               = false
  explicit_auth_flows           = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true
  access_token_validity         = 60
  id_token_validity             = 60
  refresh_token_validity        = 30

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  # With the token of a log-in, a person may write only these attributes. Without this list, a person could write all attributes,
  # also role and partner. The engine's own calls are not restricted by this list.
  read_attributes  = ["custom:partner", "custom:role", "email", "email_verified", "locale"]
  write_attributes = ["locale"]
}

output "id" {
  value = aws_cognito_user_pool.this.id
}

output "arn" {
  value = aws_cognito_user_pool.this.arn
}

output "client" {
  value = aws_cognito_user_pool_client.engine.id
}
