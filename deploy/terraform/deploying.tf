# What the workflow deploy.yml may do. It has no long-lived key: GitHub vouches for the job.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "assume_deployer" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    # Only a job of the environment, so only after its approval.
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_repository}:environment:${var.github_environment}"]
    }
  }
}

resource "aws_iam_role" "deployer" {
  name               = "${local.name}-deployer"
  assume_role_policy = data.aws_iam_policy_document.assume_deployer.json
}

# Files of the playbook pass through it on their way to the machine.
resource "aws_s3_bucket" "transfer" {
  bucket_prefix = "${local.name}-transfer-"
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "transfer" {
  bucket                  = aws_s3_bucket.transfer.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "transfer" {
  bucket = aws_s3_bucket.transfer.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "transfer" {
  bucket = aws_s3_bucket.transfer.id

  rule {
    id     = "a-day"
    status = "Enabled"

    filter {}

    expiration {
      days = 1
    }
  }
}

data "aws_caller_identity" "this" {}

data "aws_iam_policy_document" "deployer" {
  statement {
    sid       = "OpenSession"
    actions   = ["ssm:StartSession"]
    resources = [aws_instance.this.arn, "arn:aws:ssm:*::document/AWS-StartInteractiveCommand", "arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell"]
  }

  statement {
    sid       = "EndOwnSession"
    actions   = ["ssm:TerminateSession", "ssm:ResumeSession"]
    resources = ["arn:aws:ssm:*:*:session/$${aws:userid}-*"]
  }

  statement {
    sid       = "ReadSecrets"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:${var.region}:${data.aws_caller_identity.this.account_id}:parameter/${local.name}/*"]
  }

  statement {
    sid       = "ReadSuperuser"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = [aws_db_instance.this.master_user_secret[0].secret_arn]
  }

  statement {
    sid       = "Transfer"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketLocation"]
    resources = [aws_s3_bucket.transfer.arn, "${aws_s3_bucket.transfer.arn}/*"]
  }
}

resource "aws_iam_role_policy" "deployer" {
  name   = "deploy"
  role   = aws_iam_role.deployer.id
  policy = data.aws_iam_policy_document.deployer.json
}
