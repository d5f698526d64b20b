#include "frame_light.h"

#include <math.h>
#include <stdlib.h>

// White of text and paper, in candela a square metre (ITU-R BT.2408, section 2): what usual screens show as their white.
static const double white = 203;
// The screen that videos of high dynamic range are made for.
static const double peak = 1000;

enum { INPUTS = 65536, GAINS = 4096, OUTPUTS = 4096 };

struct ArtToneMap {
  int is_scene;          // the light of the scene, which a screen with a gamma shows
  float light[INPUTS];   // of a sample; 1 for the peak
  float gain[GAINS + 1]; // by the square root of the brightest channel, to light with 1 for white
  uint8_t srgb[OUTPUTS + 1];  // by the square root of light
};

// The perceptual quantizer (SMPTE ST 2084); 1 for 10,000 candela a square metre.
static double pq_to_light(double value) {
  double power = pow(value, 1 / 78.84375);
  return pow(fmax(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power), 1 / 0.1593017578125);
}

static double light_to_pq(double light) {
  double power = pow(light, 0.1593017578125);
  return pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375);
}

// The inverse of hybrid log-gamma (ITU-R BT.2100, table 5).
static double hlg_to_light(double value) {
  return value <= 0.5 ? value * value / 3 : (exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

// Highlights bend so that the peak becomes white (ITU-R BT.2390, section 5.4.1). From light to light, 1 for the peak.
static double bend(double light) {
  double top = light_to_pq(peak / 10000), most = light_to_pq(white / 10000) / top;
  double value = light_to_pq(light * peak / 10000) / top, knee = 1.5 * most - 0.5;
  if (value > knee) {
    double t = fmin((value - knee) / (1 - knee), 1), t2 = t * t, t3 = t2 * t;
    value = (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (3 * t2 - 2 * t3) * most;
  }
  return pq_to_light(value * top) * 10000 / peak;
}

static double srgb(double light) {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

ArtToneMap *art_tone_map_make(ArtVideoLight light) {
  ArtToneMap *map = malloc(sizeof *map);
  if (!map) return NULL;
  map->is_scene = light == ART_LIGHT_HLG;
  for (int i = 0; i < INPUTS; i++) {
    double value = i / (double)(INPUTS - 1);
    map->light[i] = (float)(map->is_scene ? hlg_to_light(value) : fmin(pq_to_light(value) * 10000 / peak, 1));
  }
  for (int i = 0; i <= GAINS; i++) {
    double root = fmax(i, 0.5) / GAINS, most = root * root;
    map->gain[i] = (float)(bend(most) / most * peak / white);
  }
  for (int i = 0; i <= OUTPUTS; i++) {
    double root = i / (double)OUTPUTS;
    map->srgb[i] = (uint8_t)lrint(255 * srgb(root * root));
  }
  return map;
}

void art_tone_map_row(const ArtToneMap *map, const uint16_t *row, int width, uint8_t *output) {
  // From the primaries of BT.2020 to those of sRGB (ITU-R BT.2087, the inverse of its matrix).
  static const float matrix[3][3] = {
      {1.660491f, -0.587641f, -0.072850f}, {-0.124550f, 1.132900f, -0.008349f}, {-0.018151f, -0.100579f, 1.118730f}};
  for (int x = 0; x < width; x++, row += 3, output += 3) {
    float color[3] = {map->light[row[0]], map->light[row[1]], map->light[row[2]]};
    float scale = 1;
    if (map->is_scene) {
      // The screen's gamma of 1.2 acts on luminance.
      float luminance = 0.2627f * color[0] + 0.6780f * color[1] + 0.0593f * color[2];
      scale = powf(luminance, 0.2f);
    }
    float most = fminf(fmaxf(fmaxf(color[0], color[1]), color[2]) * scale, 1);
    scale *= map->gain[(int)(sqrtf(most) * GAINS + 0.5f)];
    for (int i = 0; i < 3; i++) {
      float light = scale * (matrix[i][0] * color[0] + matrix[i][1] * color[1] + matrix[i][2] * color[2]);
      output[i] = map->srgb[(int)(sqrtf(fminf(fmaxf(light, 0), 1)) * OUTPUTS + 0.5f)];
    }
  }
}
