"""What people say of answers: thumbs with a reason, and answers that become test questions."""
