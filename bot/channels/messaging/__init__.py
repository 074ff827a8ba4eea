"""What the channels of messaging platforms share: verified, kept, answered once, in order."""
