terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  # The state has no password, and still belongs where nobody loses it: terraform init -backend-config=...
  backend "s3" {
    key          = "agiza/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = "agiza"
      Environment = var.environment
    }
  }
}
