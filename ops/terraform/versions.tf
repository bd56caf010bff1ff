terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  # Set bucket, key and region with `terraform init -backend-config=…`, because they differ for each installation.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      project     = "cezbek"
      environment = var.environment
      managed-by  = "terraform"
    }
  }
}
