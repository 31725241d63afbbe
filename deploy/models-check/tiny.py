"""Tiny models of each architecture as Hugging Face implements it, with weights by chance."""
import torch
import transformers as hf

COMMON = dict(vocab_size=320, hidden_size=64, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
              max_position_embeddings=256, bos_token_id=1, eos_token_id=2, pad_token_id=0)


def rope(**parameters):
    return dict(rope_parameters=dict(dict(rope_type="default", rope_theta=10000.0), **parameters))


LONG = dict(rope_type="longrope", rope_theta=10000.0, original_max_position_embeddings=128,
            short_factor=[1 + i / 20 for i in range(24)], long_factor=[1 + i for i in range(24)])

MODELS = {
    "Llama 2": lambda: hf.LlamaConfig(**COMMON, **rope()),
    "Llama, biases, tied": lambda: hf.LlamaConfig(**COMMON, attention_bias=True, mlp_bias=True, tie_word_embeddings=True),
    "Llama 3.1": lambda: hf.LlamaConfig(**COMMON, **rope(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                                                          original_max_position_embeddings=32)),
    "Llama, linear": lambda: hf.LlamaConfig(**COMMON, **rope(rope_type="linear", factor=4.0)),
    "Llama, YaRN": lambda: hf.LlamaConfig(**COMMON, **rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=64)),
    "SmolLM 2": lambda: hf.LlamaConfig(**COMMON, **rope(rope_theta=100000.0), tie_word_embeddings=True),
    "Mistral": lambda: hf.MistralConfig(**COMMON, head_dim=32, sliding_window=16, **rope()),
    "Mistral, no window": lambda: hf.MistralConfig(**COMMON, head_dim=32, sliding_window=None, **rope(rope_theta=1e6)),
    "Ministral": lambda: hf.MinistralConfig(**COMMON, head_dim=32, sliding_window=16, layer_types=["sliding_attention", "full_attention", "sliding_attention"]),
    "Qwen 2.5": lambda: hf.Qwen2Config(**COMMON, **rope(rope_theta=1e6)),
    "Qwen 2, window": lambda: hf.Qwen2Config(**COMMON, use_sliding_window=True, sliding_window=16, max_window_layers=1),
    "DeepSeek-R1 distilled (Qwen)": lambda: hf.Qwen2Config(**COMMON, use_sliding_window=False, sliding_window=4096, **rope()),
    "DeepSeek-R1 distilled (Llama)": lambda: hf.LlamaConfig(**COMMON, **rope(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0,
                                                                              high_freq_factor=4.0, original_max_position_embeddings=128)),
    "Qwen 3": lambda: hf.Qwen3Config(**COMMON, head_dim=32, tie_word_embeddings=True, **rope(rope_theta=1e6)),
    "Phi 3": lambda: hf.Phi3Config(**COMMON, sliding_window=16, **rope()),
    "Phi 4": lambda: hf.Phi3Config(**COMMON, sliding_window=None, **rope(rope_theta=250000.0)),
    "Phi 4 mini, LongRoPE": lambda: hf.Phi3Config(**dict(COMMON, hidden_size=256), original_max_position_embeddings=128,
                                                  rope_parameters=dict(LONG, partial_rotary_factor=0.75), tie_word_embeddings=True),
    "Gemma": lambda: hf.GemmaConfig(**COMMON, head_dim=32, hidden_act="gelu_pytorch_tanh"),
    "Gemma 2": lambda: hf.Gemma2Config(**COMMON, head_dim=32, sliding_window=16, query_pre_attn_scalar=24),
    "Gemma 3": lambda: hf.Gemma3TextConfig(**dict(COMMON, num_hidden_layers=7), head_dim=32, sliding_window=16, query_pre_attn_scalar=24,
                                            rope_parameters=dict(sliding_attention=dict(rope_type="default", rope_theta=10000.0),
                                                                 full_attention=dict(rope_type="linear", factor=8.0, rope_theta=1e6))),
    "SmolLM 3": lambda: hf.SmolLM3Config(**dict(COMMON, num_hidden_layers=5)),
    "Granite": lambda: hf.GraniteConfig(**COMMON, embedding_multiplier=12.0, attention_multiplier=0.2, residual_multiplier=0.22, logits_scaling=8.0,
                                        tie_word_embeddings=True),
}


READERS = dict(vocab_size=320, hidden_size=64, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4, max_position_embeddings=130, pad_token_id=1,
               num_labels=3)

ENCODERS = {
    "BERT": lambda: (hf.BertConfig(**dict(READERS, pad_token_id=0)), hf.BertModel),
    "BERT, classifier": lambda: (hf.BertConfig(**dict(READERS, pad_token_id=0)), hf.BertForSequenceClassification),
    "BERT, names": lambda: (hf.BertConfig(**dict(READERS, pad_token_id=0)), hf.BertForTokenClassification),
    "RoBERTa": lambda: (hf.RobertaConfig(**READERS), hf.RobertaModel),
    "RoBERTa, classifier": lambda: (hf.RobertaConfig(**READERS), hf.RobertaForSequenceClassification),
    "XLM-R": lambda: (hf.XLMRobertaConfig(**READERS), hf.XLMRobertaModel),
    "XLM-R, ranker": lambda: (hf.XLMRobertaConfig(**dict(READERS, num_labels=1)), hf.XLMRobertaForSequenceClassification),
    "XLM-R, names": lambda: (hf.XLMRobertaConfig(**READERS), hf.XLMRobertaForTokenClassification),
    "DistilBERT": lambda: (hf.DistilBertConfig(vocab_size=320, dim=64, hidden_dim=96, n_layers=3, n_heads=4, max_position_embeddings=128), hf.DistilBertModel),
    "DistilBERT, classifier": lambda: (hf.DistilBertConfig(vocab_size=320, dim=64, hidden_dim=96, n_layers=3, n_heads=4, max_position_embeddings=128, num_labels=3),
                                       hf.DistilBertForSequenceClassification),
    "MPNet": lambda: (hf.MPNetConfig(**READERS), hf.MPNetModel),
    "MPNet, classifier": lambda: (hf.MPNetConfig(**READERS), hf.MPNetForSequenceClassification),
}

@torch.no_grad()
def make(name: str):
    torch.manual_seed(7)
    model = hf.AutoModelForCausalLM.from_config(MODELS[name](), attn_implementation="eager").eval()
    tied = model.config.tie_word_embeddings
    for parameter_name, parameter in model.named_parameters():
        if "embed_tokens" in parameter_name:  # small where it is the head, too, or each token is its own likeliest successor
            parameter.normal_(0, 0.15 if tied else 1.0)
        elif parameter.dim() == 2:
            parameter.normal_(0, parameter.shape[1] ** -0.5)
        else:
            parameter.add_(torch.randn_like(parameter) * 0.2)
    return model


@torch.no_grad()
def make_encoder(name: str):
    torch.manual_seed(7)
    config, implementation = ENCODERS[name]()
    config._attn_implementation = "eager"
    model = implementation(config).eval()
    for parameter_name, parameter in model.named_parameters():
        if "embeddings" in parameter_name and parameter.dim() == 2:
            parameter.normal_(0, 1.0)
        elif parameter.dim() == 2:
            parameter.normal_(0, 1.0 if "relative" in parameter_name else parameter.shape[1] ** -0.5)
        else:
            parameter.add_(torch.randn_like(parameter) * 0.2)
    return model
